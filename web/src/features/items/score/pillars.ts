/** Hue and letter of a pillar. */
import type { Pillar } from "@/api/types";

export function pillarColor(pillar: Pillar | undefined): string {
  switch (pillar) {
    case "business_value":
      return "var(--pillar-business)";
    case "customer_impact":
      return "var(--pillar-customer)";
    case "technical_risk":
      return "var(--pillar-risk)";
    default:
      return "var(--pillar-other)";
  }
}


/** What is one's own: theme, row height, password. */
import { useSession } from "@/features/session";
import { m } from "@/messages";
import { setPrefs, usePrefs } from "@/prefs";
import { Section } from "@/ui/Section";
import { Segmented } from "@/ui/Segmented";
import { PasswordForm } from "./Password";

const THEMES = (["system", "light", "dark"] as const).map((value) => ({ value, label: m.settings.themes[value] }));
const DENSITIES = (["compact", "comfortable"] as const).map((value) => ({ value, label: m.settings.densities[value] }));

export function Yours() {
  const { theme, density } = usePrefs();
  const session = useSession();
  return (
    <div className="flex flex-col gap-6">
      <Section title={m.settings.theme} note={m.settings.appearanceNote}><Segmented label={m.settings.theme} options={THEMES} value={theme} onChange={(value) => setPrefs({ theme: value })} /></Section>
      <Section title={m.settings.density}><Segmented label={m.settings.density} options={DENSITIES} value={density} onChange={(value) => setPrefs({ density: value })} /></Section>
      {session && (
        <Section title={m.settings.password} note={m.settings.passwordText}>
          <PasswordForm personId={session.person.id} own />
        </Section>
      )}
    </div>
  );
}

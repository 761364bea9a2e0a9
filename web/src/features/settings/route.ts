/** Routes of the settings; without a section: people. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "@/routes";

const component = lazyRouteComponent(() => import("./SettingsScreen"), "SettingsScreen");

export const settingsRoute = createRoute({ getParentRoute: () => appRoute, path: "/settings", component });
export const settingsSectionRoute = createRoute({ getParentRoute: () => appRoute, path: "/settings/$section", component });

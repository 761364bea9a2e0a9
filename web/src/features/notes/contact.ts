/** Who said it, as people type it: `Ann Lee <ann@acme.com>`, a mail address, or a name. */
export function contactOf(typed: string): { name?: string; email?: string } | undefined {
  const email = /[^\s<>,;]+@[^\s<>,;]+\.[^\s<>,;]+/.exec(typed)?.[0];
  const name = (email ? typed.replace(email, "") : typed).replace(/[<>",;]/g, " ").replace(/\s+/g, " ").trim();
  if (!name && !email) return undefined;
  return { ...(name ? { name } : {}), ...(email ? { email } : {}) };
}

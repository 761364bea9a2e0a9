/** Reads and prints the filter language. The text is the truth; chips are one way to edit it. */

export const OPERATORS = ["is", "is not", "<", "<=", ">", ">=", "contains", "is empty", "is not empty"] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Condition {
  kind: "condition";
  field: string;
  op: Operator;
  /** Any of them fits ("is not": none of them); empty for "is empty" and "is not empty". */
  values: readonly string[];
}
export type Filter = Condition | { kind: "and" | "or"; parts: Filter[] } | { kind: "not"; part: Filter };

/** Where the text stops making sense, in characters from its start. */
export class FilterSyntaxError extends Error {
  override name = "FilterSyntaxError";
  constructor(message: string, readonly at: number) {
    super(message);
  }
}

interface Token {
  kind: "word" | "text" | "symbol" | "end";
  text: string;
  at: number;
}

const KEYWORDS = new Set(["and", "or", "not", "is", "contains", "empty"]);
const BARE = /^[^\s"(),<>=!:]+$/u;
/** "7 days ago", "in 2 weeks": three words that are one value. */
const RELATIVE = /^(\d+ (day|week|month|year)s? ago|in \d+ (day|week|month|year)s?)$/i;
/** Other ways to write an operator. */
const SYNONYMS: Record<string, Operator> = { "=": "is", "==": "is", ":": "is", "!=": "is not", "<": "<", "<=": "<=", ">": ">", ">=": ">=" };

function tokens(source: string): Token[] {
  const found: Token[] = [];
  const pattern = /\s+|"((?:[^"\\]|\\.)*)"|(<=|>=|==|!=|[()<>=:,])|([^\s"(),<>=!:]+)|(["!])/gu;
  for (const match of source.matchAll(pattern)) {
    const at = match.index;
    if (match[1] !== undefined) found.push({ kind: "text", text: match[1].replace(/\\(.)/g, "$1"), at });
    else if (match[2] !== undefined) found.push({ kind: "symbol", text: match[2], at });
    else if (match[3] !== undefined) found.push({ kind: "word", text: match[3], at });
    else if (match[4] !== undefined) throw new FilterSyntaxError(match[4] === '"' ? "this quote is never closed" : "this character needs quotes around it", at);
  }
  found.push({ kind: "end", text: "", at: source.length });
  return found;
}

/** The filter a text says; undefined for an empty one. Throws FilterSyntaxError. */
export function parseFilter(source: string): Filter | undefined {
  const all = tokens(source);
  let at = 0;
  const peek = () => all[at] ?? all[all.length - 1]!;
  const isWord = (word: string) => peek().kind === "word" && peek().text.toLowerCase() === word;
  const take = () => all[at++]!;
  const takeWord = (word: string) => isWord(word) && (take(), true);

  const list = (kind: "and" | "or", next: () => Filter): Filter => {
    const parts = [next()];
    while (takeWord(kind)) parts.push(next());
    return parts.length === 1 ? parts[0]! : { kind, parts };
  };
  const either = (): Filter => list("or", both);
  const both = (): Filter => list("and", single);
  const single = (): Filter => {
    if (takeWord("not")) return { kind: "not", part: single() };
    if (peek().kind === "symbol" && peek().text === "(") {
      const open = take();
      const inner = either();
      if (peek().text !== ")" || peek().kind !== "symbol") throw new FilterSyntaxError("this parenthesis is never closed", open.at);
      take();
      return inner;
    }
    return condition();
  };
  const condition = (): Condition => {
    const first = take();
    if (first.kind !== "text" && (first.kind !== "word" || KEYWORDS.has(first.text.toLowerCase()))) throw new FilterSyntaxError("a field is expected here", first.at);
    const field = first.kind === "word" && first.text.endsWith(".") && peek().kind === "text" ? first.text + take().text : first.text;
    const op = operator();
    return { kind: "condition", field, op, values: op === "is empty" || op === "is not empty" ? [] : values() };
  };
  const operator = (): Operator => {
    if (takeWord("is")) {
      const negated = takeWord("not");
      if (takeWord("empty")) return negated ? "is not empty" : "is empty";
      return negated ? "is not" : "is";
    }
    if (takeWord("contains")) return "contains";
    const symbol = take();
    const op = symbol.kind === "symbol" ? SYNONYMS[symbol.text] : undefined;
    if (!op) throw new FilterSyntaxError("an operator is expected here: is, contains, <, <=, >, >=", symbol.at);
    return op;
  };
  const values = (): string[] => {
    const found = [value()];
    while (peek().kind === "symbol" && peek().text === ",") {
      take();
      found.push(value());
    }
    return found;
  };
  const value = (): string => {
    const three = all.slice(at, at + 3);
    const phrase = three.map(({ text }) => text).join(" ");
    if (three.every(({ kind }) => kind === "word") && RELATIVE.test(phrase)) {
      at += 3;
      return phrase;
    }
    const token = take();
    if (token.kind === "text" || (token.kind === "word" && !KEYWORDS.has(token.text.toLowerCase()))) return token.text;
    throw new FilterSyntaxError("a value is expected here", token.at);
  };

  if (peek().kind === "end") return undefined;
  const filter = either();
  if (peek().kind !== "end") throw new FilterSyntaxError("\"and\" or \"or\" is expected here", peek().at);
  return filter;
}

function printValue(value: string): string {
  if (RELATIVE.test(value) || (BARE.test(value) && !KEYWORDS.has(value.toLowerCase()))) return value;
  return printText(value);
}

function printField(field: string): string {
  if (BARE.test(field) && !KEYWORDS.has(field.toLowerCase()) && !field.endsWith(".")) return field;
  const dot = field.indexOf(".");
  return dot > 0 ? `${field.slice(0, dot + 1)}${printText(field.slice(dot + 1))}` : printText(field);
}

function printText(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** The text of a filter, with parentheses only where they are needed. */
export function printFilter(filter: Filter | undefined): string {
  if (!filter) return "";
  switch (filter.kind) {
    case "condition":
      return [printField(filter.field), filter.op, filter.values.map(printValue).join(", ")].filter(Boolean).join(" ");
    case "not":
      return `not ${filter.part.kind === "and" || filter.part.kind === "or" ? `(${printFilter(filter.part)})` : printFilter(filter.part)}`;
    default:
      return filter.parts.map((part) => (part.kind === "and" || part.kind === "or" ? `(${printFilter(part)})` : printFilter(part))).join(` ${filter.kind} `);
  }
}

/** Whether a filter text has a condition on one of some fields; false when it cannot be read. */
export function speaksOf(source: string, fields: readonly string[]): boolean {
  const speaks = (filter: Filter): boolean => {
    if (filter.kind === "condition") return fields.includes(filter.field.toLowerCase());
    return filter.kind === "not" ? speaks(filter.part) : filter.parts.some(speaks);
  };
  try {
    const filter = parseFilter(source);
    return filter !== undefined && speaks(filter);
  } catch {
    return false;
  }
}

/** Two texts that must both hold; either may be empty. */
export function bothFilters(a: string, b: string): string {
  if (!a.trim()) return b;
  if (!b.trim()) return a;
  const wrap = (text: string) => (/\bor\b/i.test(text) ? `(${text})` : text);
  return `${wrap(a)} and ${wrap(b)}`;
}

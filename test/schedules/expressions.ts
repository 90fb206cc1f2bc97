/** An item, or its key, as the document client shows it. */
export type Item = Readonly<Record<string, unknown>>;

/** What the placeholders of a command's expressions stand for. */
type Placeholders = {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
};

type Context = { readonly item: Item; readonly placeholders: Placeholders };
type Term<T> = (context: Context) => T;

/** An update with its clauses applied to an item. */
type Change = (context: Context, changed: Record<string, unknown>) => void;

/** Whether an item, which is empty where there is none, meets a condition, filter or key condition. */
export const meets = (expression: string, item: Item, placeholders: Placeholders): boolean =>
  conditionOf(expression)({ item, placeholders });

/** The item after an update expression. */
export function updated(expression: string, item: Item, placeholders: Placeholders): Item {
  const changed = { ...item };
  for (const change of changesOf(expression)) change({ item, placeholders }, changed);
  return changed;
}

/** The attributes of an item that a projection names. */
export function projected(expression: string, item: Item, placeholders: Placeholders): Item {
  const names = expression.split(',').map((path) => nameOf(path.trim(), placeholders));
  return Object.fromEntries(names.filter((name) => name in item).map((name) => [name, item[name]]));
}

const parsedOnce = <T>(parse: (tokens: Tokens) => T) => {
  const known = new Map<string, T>();
  return (expression: string): T => {
    const found = known.get(expression);
    if (found !== undefined) return found;
    const tokens = tokensOf(expression);
    const parsed = parse(tokens);
    if (tokens.left.length > 0) throw new Error(`Not understood from "${tokens.left.join(' ')}": ${expression}`);
    known.set(expression, parsed);
    return parsed;
  };
};

const conditionOf = parsedOnce(anyOf);
const changesOf = parsedOnce(clauses);

type Tokens = { readonly left: string[]; readonly next: () => string; readonly take: (token: string) => boolean };

function tokensOf(expression: string): Tokens {
  const left = expression.match(/<>|<=|>=|[#:]?\w+|\S/g) ?? [];
  return {
    left,
    next: () => left.shift() ?? '',
    take(token) {
      const isNext = left[0]?.toUpperCase() === token;
      if (isNext) left.shift();
      return isNext;
    },
  };
}

function expect(tokens: Tokens, token: string): void {
  if (!tokens.take(token)) throw new Error(`"${token}" must stand before: ${tokens.left.join(' ')}`);
}

function anyOf(tokens: Tokens): Term<boolean> {
  const terms = [allOf(tokens)];
  while (tokens.take('OR')) terms.push(allOf(tokens));
  return (context) => terms.some((term) => term(context));
}

function allOf(tokens: Tokens): Term<boolean> {
  const terms = [test(tokens)];
  while (tokens.take('AND')) terms.push(test(tokens));
  return (context) => terms.every((term) => term(context));
}

function test(tokens: Tokens): Term<boolean> {
  if (tokens.take('NOT')) {
    const negated = test(tokens);
    return (context) => !negated(context);
  }
  if (tokens.take('(')) {
    const inner = anyOf(tokens);
    expect(tokens, ')');
    return inner;
  }
  if (tokens.take('ATTRIBUTE_EXISTS')) return exists(tokens);
  if (tokens.take('ATTRIBUTE_NOT_EXISTS')) {
    const found = exists(tokens);
    return (context) => !found(context);
  }
  if (tokens.take('BEGINS_WITH')) {
    const [whole, start] = list(tokens);
    return (context) => String(whole?.(context)).startsWith(String(start?.(context)));
  }
  return comparison(tokens);
}

function exists(tokens: Tokens): Term<boolean> {
  const [value] = list(tokens);
  return (context) => value?.(context) !== undefined;
}

/** Values of two types, or one that is not there, are in no order: a comparison with them fails. */
const areOrdered = (one: unknown, other: unknown): boolean =>
  (typeof one === 'string' || typeof one === 'number') && typeof one === typeof other;

const isBelow = (one: unknown, other: unknown): boolean =>
  areOrdered(one, other) && (one as number) < (other as number);

const comparators: Readonly<Record<string, (one: unknown, other: unknown) => boolean>> = {
  '=': (one, other) => one === other,
  '<>': (one, other) => one !== other,
  '<': isBelow,
  '<=': (one, other) => areOrdered(one, other) && !isBelow(other, one),
  '>': (one, other) => isBelow(other, one),
  '>=': (one, other) => areOrdered(one, other) && !isBelow(one, other),
};

function comparison(tokens: Tokens): Term<boolean> {
  const one = operand(tokens);
  if (tokens.take('BETWEEN')) {
    const lowest = operand(tokens);
    expect(tokens, 'AND');
    const highest = operand(tokens);
    return (context) => {
      const [from, value, to] = [lowest(context), one(context), highest(context)];
      return areOrdered(from, value) && areOrdered(value, to) && !isBelow(value, from) && !isBelow(to, value);
    };
  }
  if (tokens.take('IN')) {
    const others = list(tokens);
    return (context) => others.some((other) => other(context) === one(context));
  }
  const sign = tokens.next();
  const compare = comparators[sign];
  if (!compare) throw new Error(`No comparison: "${sign}" before ${tokens.left.join(' ')}`);
  const other = operand(tokens);
  return (context) => compare(one(context), other(context));
}

function list(tokens: Tokens): Term<unknown>[] {
  expect(tokens, '(');
  const operands = [operand(tokens)];
  while (tokens.take(',')) operands.push(operand(tokens));
  expect(tokens, ')');
  return operands;
}

function operand(tokens: Tokens): Term<unknown> {
  if (tokens.take('IF_NOT_EXISTS')) {
    const [present, otherwise] = list(tokens);
    return (context) => present?.(context) ?? otherwise?.(context);
  }
  const token = tokens.next();
  if (!/^[#:]?\w+$/.test(token) || tokens.left[0] === '(' || tokens.left[0] === '.') {
    throw new Error(`No operand: "${token}" before ${tokens.left.join(' ')}`);
  }
  if (token.startsWith(':')) {
    return ({ placeholders: { ExpressionAttributeValues: values = {} } }) => {
      if (!(token in values)) throw new Error(`${token} has no value.`);
      return values[token];
    };
  }
  return ({ item, placeholders }) => item[nameOf(token, placeholders)];
}

function nameOf(token: string, { ExpressionAttributeNames: names = {} }: Placeholders): string {
  if (!token.startsWith('#')) return token;
  const name = names[token];
  if (name === undefined) throw new Error(`${token} has no name.`);
  return name;
}

function clauses(tokens: Tokens): Change[] {
  const changes: Change[] = [];
  const each = (read: () => Change) => {
    do changes.push(read());
    while (tokens.take(','));
  };
  while (tokens.left.length > 0) {
    if (tokens.take('SET')) each(() => assignment(tokens));
    else if (tokens.take('REMOVE')) each(() => removal(tokens));
    else if (tokens.take('ADD')) each(() => addition(tokens));
    else throw new Error(`No clause of an update: ${tokens.left.join(' ')}`);
  }
  return changes;
}

function assignment(tokens: Tokens): Change {
  const path = tokens.next();
  expect(tokens, '=');
  const first = operand(tokens);
  const sign = tokens.take('+') ? 1 : tokens.take('-') ? -1 : 0;
  const second = sign === 0 ? undefined : operand(tokens);
  return (context, changed) => {
    const value = first(context);
    changed[nameOf(path, context.placeholders)] = second ? Number(value) + sign * Number(second(context)) : value;
  };
}

function removal(tokens: Tokens): Change {
  const path = tokens.next();
  return ({ placeholders }, changed) => {
    delete changed[nameOf(path, placeholders)];
  };
}

function addition(tokens: Tokens): Change {
  const path = tokens.next();
  const added = operand(tokens);
  return (context, changed) => {
    const name = nameOf(path, context.placeholders);
    changed[name] = Number(context.item[name] ?? 0) + Number(added(context));
  };
}

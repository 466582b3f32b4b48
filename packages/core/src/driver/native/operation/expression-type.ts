import { types } from 'node:util';
import { ExpressionOp, ExpressionType, ParticleType } from '@aeroform/protocol';
import type { Expression, ExpressionNode, ExpressionPart } from '../../../expression/expression.js';
import { valueBrand } from '../../../value/value-brand.js';

/** Particle types of what the addon does not tell apart. */
const PARTICLES: Readonly<Partial<Record<ExpressionType, ParticleType>>> = {
  [ExpressionType.list]: ParticleType.list,
  [ExpressionType.map]: ParticleType.map,
  [ExpressionType.blob]: ParticleType.blob,
  [ExpressionType.string]: ParticleType.string,
  [ExpressionType.geojson]: ParticleType.geojson,
};

/** Particle type of what an expression results in, as far as it tells and it matters. */
export function particleTypeOf({ node }: Expression): ParticleType | undefined {
  return FORMS[node.form](node as never);
}

const FORMS: {
  readonly [F in ExpressionNode['form']]: (
    node: Extract<ExpressionNode, { form: F }>,
  ) => ParticleType | undefined;
} = {
  literal: ({ value }) => literalType(value),
  operator: ({ op, args }) => OPERATORS[op]?.(args),
  call: ({ returns }) => PARTICLES[returns as ExpressionType],
  path: ({ returns }) => PARTICLES[returns as ExpressionType],
};

type Operands = readonly ExpressionPart[];

const named = (args: Operands): ParticleType | undefined => PARTICLES[args[0] as ExpressionType];
const list = (): ParticleType => ParticleType.list;
const likeOperand =
  (at: number) =>
  (args: Operands): ParticleType | undefined =>
    particleTypeOf(args.at(at) as Expression);

/** Operators that result in more than numbers and booleans; of a variable nothing is known. */
const OPERATORS: Readonly<Record<number, (args: Operands) => ParticleType | undefined>> = {
  [ExpressionOp.bin]: named,
  [ExpressionOp.key]: named,
  [ExpressionOp.loopVariable]: named,
  [ExpressionOp.cond]: likeOperand(1),
  [ExpressionOp.let]: likeOperand(-1),
  [ExpressionOp.mapKeys]: list,
  [ExpressionOp.mapValues]: list,
  [ExpressionOp.setName]: () => ParticleType.string,
};

function literalType(value: unknown): ParticleType | undefined {
  if (typeof value === 'string') return ParticleType.string;
  if (typeof value !== 'object' || value === null) return undefined;
  if (types.isUint8Array(value)) return ParticleType.blob;
  if (Array.isArray(value) || types.isSet(value)) return ParticleType.list;
  const brand = valueBrand(value);
  if (brand === 'geojson') return ParticleType.geojson;
  return brand === undefined ? ParticleType.map : undefined;
}

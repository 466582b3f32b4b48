/** What stands in place of a bin name that no server takes, so that the compiler says why. */
export type BinNameTooLong = 'a bin name has at most 15 bytes';

/**
 * A bin name. A literal of more than 15 characters becomes {@link BinNameTooLong}, which nothing but
 * itself is assignable to; names that are only known when the program runs are checked then, by their
 * UTF-8 bytes.
 */
// One match instead of a recursion: sixteen characters in a row are one too many.
export type BinName<N extends string> =
  N extends `${infer _1}${infer _2}${infer _3}${infer _4}${infer _5}${infer _6}${infer _7}${infer _8}${infer _9}${infer _10}${infer _11}${infer _12}${infer _13}${infer _14}${infer _15}${infer _16}${string}`
    ? BinNameTooLong
    : N;

package ai.potpie.analyticsapi.fault;

/**
 * What became of a call.
 *
 * @param reply the name of what was sent
 * @param good whether that was a whole answer
 * @param end a moment, by {@link System#nanoTime()}, at which whoever called had not got
 * it yet
 */
record Served(Call call, String reply, boolean good, long end) {
}

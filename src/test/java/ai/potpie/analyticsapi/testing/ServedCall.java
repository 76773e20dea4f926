package ai.potpie.analyticsapi.testing;

/**
 * What became of a call.
 *
 * @param reply the name of what was sent
 * @param good whether that was a whole answer
 * @param end a moment, by {@link System#nanoTime()}, at which whoever called had not got
 * it yet
 */
public record ServedCall(ScriptedCall call, String reply, boolean good, long end) {
}

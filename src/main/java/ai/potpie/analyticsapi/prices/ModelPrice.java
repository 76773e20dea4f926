package ai.potpie.analyticsapi.prices;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * What calls of a model cost.
 *
 * @param provider the id of the provider whose price it is
 * @param model the id of the model
 */
public record ModelPrice(String provider, String model, Tariffs tariffs) {

	/**
	 * No call has more tokens of a kind, so that what says so is none; and with as many
	 * no price overflows.
	 */
	static final long MAX_TOKENS = 100_000_000;

	/**
	 * The cost of a call in nano-dollars, rounded half up; empty if a number of tokens is
	 * negative or above 100 million, or if those of the cache are more than all input:
	 * then they are not included, and nobody knows what else is not.
	 * @param at when the call started
	 * @param input all input tokens, those of the cache included
	 * @param cacheRead input tokens that were read from the cache
	 * @param cacheWrite input tokens that were written to the cache
	 * @param output all output tokens, those of reasoning included
	 */
	public OptionalLong costNano(Instant at, long input, long cacheRead, long cacheWrite, long output) {
		if (!LongStream.of(input, cacheRead, cacheWrite, output).allMatch(ModelPrice::isCount)
				|| cacheRead + cacheWrite > input) {
			return OptionalLong.empty();
		}
		return OptionalLong.of(this.tariffs.at(at).costNano(input, cacheRead, cacheWrite, output));
	}

	private static boolean isCount(long tokens) {
		return tokens >= 0 && tokens <= MAX_TOKENS;
	}

}

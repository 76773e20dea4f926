package ai.potpie.analyticsapi.prices;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The price of a model.
 *
 * @param provider the id of the provider that sets the price
 * @param model the id of the model
 */
public record ModelPrice(String provider, String model, Tariffs tariffs) {

	/**
	 * The most tokens of one kind in a call, with which no price overflows. A call with
	 * more is considered wrong.
	 */
	static final long MAX_TOKENS = 100_000_000;

	/**
	 * The cost of a call in nano-dollars, rounded half up; empty if a number of tokens is
	 * negative or above 100 million, or if there are more cached tokens than input
	 * tokens: then the input does not include the cached ones, and the counts are not
	 * reliable.
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

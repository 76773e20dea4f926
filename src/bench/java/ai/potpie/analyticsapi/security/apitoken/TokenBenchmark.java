package ai.potpie.analyticsapi.security.apitoken;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.security.BearerToken;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.security.UserIds;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Measures the time to authenticate a caller.
 */
@State(Scope.Benchmark)
public class TokenBenchmark {

	private static final String TOKEN = "bench-7b1f0c9e4d2a86f35c0e9b7d14a2f6c8-";

	private final ApiTokenSource tokens = new ApiTokenSource(
			new ApiTokenParser(new UserIds(Pattern.compile(".+")), true), entries(), null, true);

	private static List<String> entries() {
		return IntStream.range(0, 100).mapToObj((user) -> "user_%d=%s%d".formatted(user, TOKEN, user)).toList();
	}

	@Benchmark
	public Caller checkOneOfHundredApiTokens() {
		return this.tokens.authenticate(new BearerToken(TOKEN + 50));
	}

}

package ai.potpie.analyticsapi.web.repeated;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.cache.Reply;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.testing.Heap;
import ai.potpie.analyticsapi.testing.HeapTest;
import ai.potpie.analyticsapi.web.reply.RecordedReply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.web.util.UriUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that are remembered weigh what they take, together with the parameters that
 * were made of them.
 */
@HeapTest
class RepeatedRequestWeightTests {

	private static final int COUNT = 400;

	@ParameterizedTest
	@CsvSource({ "x,10", "x,1_000", "中,100", "é,150" })
	void weightOfRequestsIsTheirMemory(String letter, String length) {
		Map<RepeatedRequest, RecordedReply> remembered = new HashMap<>();
		long taken = Heap.takenBy(() -> {
			for (int i = 0; i < COUNT; i++) {
				List<String> values = values(i, letter.repeat(Integer.parseInt(length.replace("_", ""))));
				remembered.put(request(i, values), answered(values));
			}
			return remembered;
		});
		long weight = remembered.entrySet()
			.stream()
			.mapToLong((entry) -> entry.getKey().weight() + entry.getValue().weight())
			.sum();
		assertThat(weight).isBetween(taken * 9 / 10, taken * 4);
	}

	private static List<String> values(int number, String text) {
		List<String> values = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			values.add(number + "-" + i + text);
		}
		return values;
	}

	private static RepeatedRequest request(int number, List<String> values) {
		String query = "project_id=" + String.join("&project_id=",
				values.stream().map((value) -> UriUtils.encode(value, StandardCharsets.UTF_8)).toList());
		return new RepeatedRequest(new Caller("user_" + number, "abcd" + number), 1, false,
				"https://localhost/api/v1/analytics/user/user_" + number, query,
				List.of("application/json; v=" + number), List.of());
	}

	private static RecordedReply answered(List<String> values) {
		Reply<String> reply = () -> {
			throw new IllegalStateException(values.toString());
		};
		return new RecordedReply(reply, "/api/v1/analytics/user/{user_id}",
				new HashMap<>(Map.of("X-Request-Id", List.of("request " + values.get(0)))));
	}

}

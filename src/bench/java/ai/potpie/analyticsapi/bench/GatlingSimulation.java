package ai.potpie.analyticsapi.bench;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import tools.jackson.databind.json.JsonMapper;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

/**
 * Sends the requests for {@link GatlingLoad}.
 */
public final class GatlingSimulation extends Simulation {

	private final String started = Long.toString(System.nanoTime(), Character.MAX_RADIX);

	private final AtomicLong count = new AtomicLong();

	public GatlingSimulation() {
		Target target = JsonMapper.shared().readValue(System.getProperty("bench.target"), Target.class);
		HttpProtocolBuilder protocol = http.disableCaching().headers(target.headers());
		setUp(scenario("load").exec(during(Long.getLong("bench.time")).on(request(target)))
			.injectOpen(atOnceUsers(Integer.getInteger("bench.clients")))).protocols(protocol);
	}

	private ChainBuilder request(Target target) {
		String url = target.url().replace(Target.DISTINCT, "#{distinct}").replace(Target.SOMEBODY, "#{somebody}");
		HttpRequestActionBuilder request = (target.body() != null)
				? http("request").post(url).body(StringBody(target.body())) : http("request").get(url);
		return feed(Stream.generate(this::next).iterator()).exec(request.check(status().lt(400)));
	}

	private Map<String, Object> next() {
		long number = this.count.incrementAndGet();
		return Map.of("distinct", this.started + "-" + number, "somebody", "user-" + number % Target.PEOPLE);
	}

}

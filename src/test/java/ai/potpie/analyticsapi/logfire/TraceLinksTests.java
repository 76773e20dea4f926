package ai.potpie.analyticsapi.logfire;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TraceLinksTests {

	private static final String URL = "https://logfire-eu.pydantic.dev";

	@Test
	void addressIsThatOfLogfiresOwnPages() {
		String address = new TraceLinks(URL, "potpie", "agents").to("019c4c1f6d2f7a31b6d0c5e8f4a29b10",
				Instant.parse("2026-02-11T09:13:02.512317Z"), Instant.parse("2026-02-11T09:14:00Z"));
		assertThat(address).isEqualTo(
				"https://logfire-eu.pydantic.dev/potpie/agents" + "?q=trace_id%3D%27019c4c1f6d2f7a31b6d0c5e8f4a29b10%27"
						+ "&since=2026-02-11T09%3A13%3A02.512317Z&until=2026-02-11T09%3A14%3A00Z");
	}

	@Test
	void hostileNamesCannotChangeTheAddress() {
		String address = new TraceLinks(URL, "a/b?c#d", "é '\"<&").to("'&x=", Instant.EPOCH, Instant.EPOCH);
		assertThat(address)
			.startsWith(URL + "/a%2Fb%3Fc%23d/%C3%A9%20%27%22%3C%26?q=trace_id%3D%27%27%26x%3D%27&since=");
	}

	@Test
	void pagesAreUnknownUntilBothNamesAreKnown() {
		LogfirePages pages = new LogfirePages(URL);
		assertThat(pages.traces()).isNull();
		pages.learn(new ReadTokenInfo("potpie", null, null));
		pages.learn(new ReadTokenInfo(null, "agents", null));
		assertThat(pages.traces()).isNull();
		pages.learn(new ReadTokenInfo("potpie", "agents", null));
		assertThat(pages.traces()).isEqualTo(new TraceLinks(URL, "potpie", "agents"));
	}

}

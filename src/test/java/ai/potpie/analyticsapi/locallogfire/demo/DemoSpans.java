package ai.potpie.analyticsapi.locallogfire.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;

/**
 * The demo data as they are at a moment, for tests that know what they answer.
 */
public final class DemoSpans {

	private DemoSpans() {
	}

	public static void store(LocalLogfire logfire, Instant now) {
		logfire.store(DemoData.spans(Clock.fixed(now, ZoneOffset.UTC)).toList());
	}

}

package ai.potpie.analyticsapi.web.reply;

import java.time.Duration;
import java.util.Locale;

import ai.potpie.analyticsapi.cache.CacheResult;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The header {@code Server-Timing} of a request, which curl and the browser's network tab
 * show.
 */
public final class ServerTiming {

	public static final String HEADER = "Server-Timing";

	static final String ATTRIBUTE = ServerTiming.class.getName();

	private final long startedAt = System.nanoTime();

	private Duration logfire = Duration.ZERO;

	private String cache = "";

	private ServerTiming() {
	}

	public static ServerTiming start(HttpServletRequest request) {
		ServerTiming timing = new ServerTiming();
		request.setAttribute(ATTRIBUTE, timing);
		return timing;
	}

	public static ServerTiming of(HttpServletRequest request) {
		return (request.getAttribute(ATTRIBUTE) instanceof ServerTiming timing) ? timing : start(request);
	}

	void add(CacheResult result) {
		this.cache = "cache;desc=" + result.source().name().toLowerCase(Locale.ROOT) + ", ";
		addLogfire(result.logfire());
	}

	void addLogfire(Duration took) {
		this.logfire = this.logfire.plus(took);
	}

	@Override
	public String toString() {
		return this.cache + "logfire;dur=" + millis(this.logfire.toNanos()) + ", total;dur="
				+ millis(System.nanoTime() - this.startedAt);
	}

	/**
	 * Milliseconds with one decimal. A format string would be parsed for each request.
	 */
	private static String millis(long nanos) {
		long tenths = (nanos + 50_000) / 100_000;
		return tenths / 10 + "." + tenths % 10;
	}

}

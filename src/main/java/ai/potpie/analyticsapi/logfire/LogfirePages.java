package ai.potpie.analyticsapi.logfire;

import org.jspecify.annotations.Nullable;

/**
 * Where people look at the project: known once the read token's check has found out its
 * names.
 */
public class LogfirePages {

	private final String url;

	private volatile @Nullable TraceLinks traces;

	LogfirePages(String url) {
		this.url = url;
	}

	void learn(ReadTokenInfo info) {
		if (info.organization() != null && info.project() != null) {
			this.traces = new TraceLinks(this.url, info.organization(), info.project());
		}
	}

	/** Links to traces; null as long as the project's names are not known. */
	public @Nullable TraceLinks traces() {
		return this.traces;
	}

}

package ai.potpie.analyticsapi.logfire;

import org.jspecify.annotations.Nullable;

/**
 * The addresses of the project's web pages, which are known after the check of the read
 * token.
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

	/** Links to traces; null until the names of organization and project are known. */
	public @Nullable TraceLinks traces() {
		return this.traces;
	}

}

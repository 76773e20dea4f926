package ai.potpie.analyticsapi.analytics.raw;

import org.jspecify.annotations.Nullable;

/**
 * Receives the spans of a page, one at a time.
 */
interface SpanSink {

	/**
	 * Begins the page.
	 * @param next the cursor of the next page; null if there is none
	 */
	void begin(@Nullable Cursor next);

	void span(RawSpan span);

	/** Ends the page, after its last span. */
	void end();

}

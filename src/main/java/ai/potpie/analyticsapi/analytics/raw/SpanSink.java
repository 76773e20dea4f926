package ai.potpie.analyticsapi.analytics.raw;

import org.jspecify.annotations.Nullable;

/**
 * Takes a page of spans, one at a time.
 */
interface SpanSink {

	/**
	 * Called first.
	 * @param next where the next page begins; null if there is none
	 */
	void begin(@Nullable Cursor next);

	void span(RawSpan span);

	/** Called when the page is whole. */
	void end();

}

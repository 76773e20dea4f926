package ai.potpie.analyticsapi.cache;

import org.jspecify.annotations.Nullable;

/**
 * An answer that may be continued.
 */
public interface Page {

	/** Where the next page begins; null on the last. */
	@Nullable String nextCursor();

}

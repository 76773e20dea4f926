package ai.potpie.analyticsapi.analytics;

import org.jspecify.annotations.Nullable;

/**
 * The parameters that say which page of a list an answer is.
 */
interface ListParameters {

	@Nullable ListSort sort();

	@Nullable Integer limit();

	@Nullable ListCursor cursor();

	default ListSort order() {
		ListSort sort = sort();
		return (sort != null) ? sort : ListSort.NEWEST;
	}

}

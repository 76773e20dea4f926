package ai.potpie.analyticsapi.analytics.runs;

import ai.potpie.analyticsapi.export.FileParameters;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that say which page of a list an answer is.
 */
interface ListParameters extends FileParameters {

	@Nullable ListSort sort();

	@Override
	@Nullable Integer limit();

	@Nullable ListCursor cursor();

	default ListSort order() {
		ListSort sort = sort();
		return (sort != null) ? sort : ListSort.NEWEST;
	}

}

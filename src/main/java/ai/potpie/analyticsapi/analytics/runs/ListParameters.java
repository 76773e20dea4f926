package ai.potpie.analyticsapi.analytics.runs;

import ai.potpie.analyticsapi.export.FileParameters;
import org.jspecify.annotations.Nullable;

/**
 * The parameters for a page of a list.
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

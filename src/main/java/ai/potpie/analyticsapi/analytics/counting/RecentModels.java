package ai.potpie.analyticsapi.analytics.counting;

import java.util.Collection;
import java.util.Set;

import ai.potpie.analyticsapi.prices.ModelName;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * The models whose prices questions needed of late. A question that brings them along
 * seldom has to be asked twice; which they are decides no answer. The least used are
 * forgotten.
 */
class RecentModels {

	/** More than most projects call. */
	private static final int AT_MOST = 200;

	private final Cache<ModelName, Boolean> models = Caffeine.newBuilder()
		.maximumSize(AT_MOST)
		.executor(Runnable::run)
		.build();

	Set<ModelName> all() {
		return Set.copyOf(this.models.asMap().keySet());
	}

	/** Records that a question needed the prices of models. */
	void used(Collection<ModelName> names) {
		names.forEach((name) -> this.models.get(name, (used) -> true));
	}

}

package ai.potpie.analyticsapi.analytics.counting;

import java.util.Collection;
import java.util.Set;

import ai.potpie.analyticsapi.prices.ModelName;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * The models whose prices recent questions needed. A question that starts with these
 * prices rarely needs a second query; the answer is the same in any case. The least used
 * models are evicted.
 */
class RecentModels {

	/** More models than most projects use. */
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

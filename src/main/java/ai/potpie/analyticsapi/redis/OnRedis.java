package ai.potpie.analyticsapi.redis;

import ai.potpie.analyticsapi.settings.OnSetting;

/**
 * Matches if the settings name a Redis.
 */
class OnRedis extends OnSetting {

	OnRedis() {
		super("analytics.redis.url");
	}

}

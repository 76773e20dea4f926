package ai.potpie.analyticsapi.redis;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the part that is the same with and without Redis.
 */
@Configuration(proxyBeanMethods = false)
class CacheNoticeConfiguration {

	@Bean
	CacheNotice cacheNotice(RedisProperties properties) {
		return new CacheNotice(properties);
	}

}

package ai.potpie.analyticsapi.redis;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What is there with and without a Redis.
 */
@Configuration(proxyBeanMethods = false)
class CacheNoticeConfiguration {

	@Bean
	CacheNotice cacheNotice(RedisProperties properties) {
		return new CacheNotice(properties);
	}

}

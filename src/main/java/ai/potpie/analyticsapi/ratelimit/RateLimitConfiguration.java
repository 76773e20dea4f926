package ai.potpie.analyticsapi.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RateLimitConfiguration {

	@Bean
	LocalTokenBuckets localTokenBuckets(Ticker ticker) {
		return new LocalTokenBuckets(ticker);
	}

}

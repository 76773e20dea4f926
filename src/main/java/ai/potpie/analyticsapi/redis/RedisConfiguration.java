package ai.potpie.analyticsapi.redis;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import ai.potpie.analyticsapi.cache.Freshness;
import ai.potpie.analyticsapi.cache.SharedRows;
import ai.potpie.analyticsapi.logfire.LogfireProject;
import ai.potpie.analyticsapi.ratelimit.LocalTokenBuckets;
import ai.potpie.analyticsapi.ratelimit.TokenBuckets;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Configures the parts that exist only with Redis.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnRedis.class)
class RedisConfiguration {

	@Bean
	SharedRows redisRows(RedisGuard redis, @Qualifier("redisTimer") ScheduledExecutorService timer,
			LogfireProject project, Freshness freshness) {
		return new RedisRows(redis, timer, project, freshness.longest());
	}

	@Bean
	@Primary
	TokenBuckets redisTokenBuckets(RedisGuard redis, LocalTokenBuckets local) {
		return new RedisTokenBuckets(redis, local);
	}

	@Bean
	RedisProbe redisProbe(RedisConnector connector, RedisGuard redis,
			@Qualifier("redisTimer") ScheduledExecutorService timer) {
		return new RedisProbe(connector, redis, timer);
	}

	@Bean
	RedisGuard redisGuard(RedisConnector connector, RedisProperties properties, MeterRegistry registry) {
		CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(breakerConfig());
		TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(registry);
		CircuitBreaker breaker = breakers.circuitBreaker("redis");
		return new RedisGuard(connector, breaker, properties.timeout());
	}

	@Bean
	RedisConnector redisConnector(RedisProperties properties) {
		return new RedisConnector(RedisAddress.of(properties.url()), properties.caFile());
	}

	// Two threads, so that a waiting probe does not delay the renewal of locks
	@Bean(destroyMethod = "shutdownNow", defaultCandidate = false)
	ScheduledExecutorService redisTimer() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("redis-timer-");
		threads.setDaemon(true);
		ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2, threads);
		timer.setRemoveOnCancelPolicy(true);
		return timer;
	}

	static CircuitBreakerConfig breakerConfig() {
		return CircuitBreakerConfig.custom()
			.slidingWindowSize(10)
			.minimumNumberOfCalls(5)
			.failureRateThreshold(50)
			.slowCallDurationThreshold(RedisGuard.SLOW)
			.slowCallRateThreshold(50)
			.build();
	}

}

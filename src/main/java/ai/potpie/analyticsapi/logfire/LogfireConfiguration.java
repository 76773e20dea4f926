package ai.potpie.analyticsapi.logfire;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.logfire.rows.AnswerMemory;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.ratelimit.TokenBuckets;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.client.RestClient;

@Configuration(proxyBeanMethods = false)
class LogfireConfiguration {

	@Bean
	ResilientLogfireClient resilientLogfireClient(LogfireQueryClient client, AnswerProperties answers,
			ResilienceProperties properties, CallBudget budget, CallMetrics metrics, MeterRegistry registry,
			ApplicationEventPublisher events, Ticker ticker) {
		CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(breaker(properties));
		TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(registry);
		CircuitBreaker breaker = breakers.circuitBreaker("logfire");
		BreakerLog.of(breaker);
		return new ResilientLogfireClient(client, answers.timeout(), properties, breaker, budget, metrics, events,
				ticker);
	}

	@Bean
	LogfireQueryClient logfireQueryClient(LogfireProperties properties, RestClient.Builder builder,
			ScheduledExecutorService logfireTimer, CallMetrics metrics, ObjectProvider<BuildProperties> build) {
		Supplier<@Nullable RestClient> clients = () -> properties.token()
			.map((token) -> restClient(properties, token, builder, userAgent(build)))
			.orElse(null);
		// Two clients, so that queries and streams do not wait for each other's
		// connections
		return new LogfireQueryClient(clients.get(), clients.get(), properties, logfireTimer, metrics);
	}

	@Bean
	AnswerMemory answerMemory(AnswerProperties properties, MeterRegistry registry) {
		AnswerMemory memory = AnswerMemory.ofHeap(properties.answerMemory());
		Gauge.builder("analytics.answer.memory", memory, AnswerMemory::claimed)
			.description("Memory that answers have claimed while they are made")
			.baseUnit("bytes")
			.register(registry);
		return memory;
	}

	@Bean
	CallBudget callBudget(LogfireProperties properties, ResilienceProperties resilience, TokenBuckets buckets,
			CallMetrics metrics) {
		String token = properties.token().map(ReadToken::hash).orElse("none");
		CallBudget budget = new CallBudget(resilience.rateLimit(), buckets, token);
		metrics.budget(budget);
		return budget;
	}

	@Bean
	LogfireProject logfireProject(LogfireProperties properties) {
		return properties.token()
			.map((token) -> new LogfireProject(properties.url(token), token.hash()))
			.orElse(new LogfireProject("none", "none"));
	}

	@Bean
	CallMetrics callMetrics(MeterRegistry registry) {
		return new CallMetrics(registry);
	}

	@Bean(destroyMethod = "shutdownNow")
	ScheduledExecutorService logfireTimer() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("logfire-timer-");
		threads.setDaemon(true);
		ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, threads);
		timer.setRemoveOnCancelPolicy(true);
		return timer;
	}

	@Bean
	LogfirePages logfirePages(LogfireProject project) {
		return new LogfirePages(project.url());
	}

	@Bean
	ReadTokenCheck readTokenCheck(LogfireQueryClient client, CallBudget budget, LogfirePages pages,
			ScheduledExecutorService logfireTimer) {
		return new ReadTokenCheck(client, budget, pages, logfireTimer);
	}

	private static CircuitBreakerConfig breaker(ResilienceProperties properties) {
		return CircuitBreakerConfig.custom()
			.slidingWindowType(SlidingWindowType.COUNT_BASED)
			.slidingWindowSize(properties.breakerWindow())
			.minimumNumberOfCalls(properties.breakerWindow())
			.failureRateThreshold(properties.breakerThreshold())
			.waitDurationInOpenState(properties.breakerPause())
			.permittedNumberOfCallsInHalfOpenState(1)
			.ignoreException((failure) -> !(failure instanceof LogfireException ex && ex.reason().isOutage()))
			.build();
	}

	private static RestClient restClient(LogfireProperties properties, ReadToken token, RestClient.Builder builder,
			String userAgent) {
		return builder.clone()
			.requestFactory(new LogfireRequestFactory(properties))
			.baseUrl(properties.url(token))
			.defaultHeader(HttpHeaders.AUTHORIZATION, token.authorization())
			.defaultHeader(HttpHeaders.USER_AGENT, userAgent)
			.build();
	}

	private static String userAgent(ObjectProvider<BuildProperties> build) {
		BuildProperties properties = build.getIfAvailable();
		return (properties != null) ? "analytics-api/" + properties.getVersion() : "analytics-api";
	}

}

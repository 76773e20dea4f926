package ai.potpie.analyticsapi.cache;

import java.time.Clock;
import java.util.concurrent.Executor;

import ai.potpie.analyticsapi.logfire.ResilientLogfireClient;
import ai.potpie.analyticsapi.logfire.rows.AnswerMemory;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

@Configuration(proxyBeanMethods = false)
class CacheConfiguration {

	@Bean
	Freshness freshness(CacheProperties properties) {
		return new Freshness(properties);
	}

	@Bean
	Settling settling(CacheProperties properties) {
		return properties.settling();
	}

	@Bean
	@Fallback
	SharedRows nothingShared() {
		return SharedRows.NONE;
	}

	@Bean
	@Fallback
	History noHistory() {
		return History.NONE;
	}

	@Bean
	AnswerCache answerCache(CacheProperties properties, Freshness freshness, ResilientLogfireClient logfire,
			AnswerMemory memory, History history, SharedRows shared, JsonMapper json, Clock clock, Ticker ticker,
			MeterRegistry registry, Environment environment) {
		LocalRows local = new LocalRows(properties.size(), freshness.longest(), ticker);
		Representations representations = new Representations(local, json, memory);
		RowLoader loader = new RowLoader(logfire, history, shared, representations, freshness, memory, clock, ticker);
		Loads loads = new Loads(loader, local, executor(environment), logfire.timeout(), properties.refreshPause(),
				ticker);
		return new AnswerCache(local, shared, loads, representations, freshness, logfire.timeout(), clock,
				new CacheMetrics(registry, local));
	}

	// As many threads as the client lets through its gate
	private static Executor executor(Environment environment) {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("answer-");
		executor.setVirtualThreads(Threading.VIRTUAL.isActive(environment));
		executor.setDaemon(true);
		// A call of Logfire is part of the trace of the request that began it
		executor.setTaskDecorator(new ContextPropagatingTaskDecorator());
		return executor;
	}

}

package ai.potpie.analyticsapi.redis;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.util.StringUtils;

/**
 * Logs at start where answers are cached.
 */
class CacheNotice {

	private static final Logger logger = LoggerFactory.getLogger(CacheNotice.class);

	private final RedisProperties properties;

	CacheNotice(RedisProperties properties) {
		this.properties = properties;
	}

	@EventListener(ApplicationReadyEvent.class)
	void say() {
		if (StringUtils.hasText(this.properties.url())) {
			logger.info("Answers are cached in memory and in Redis at {}", RedisAddress.of(this.properties.url()));
		}
		else {
			logger.info("Answers are cached in memory");
		}
	}

}

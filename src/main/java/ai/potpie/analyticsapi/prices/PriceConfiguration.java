package ai.potpie.analyticsapi.prices;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.util.StringUtils;

@Configuration(proxyBeanMethods = false)
class PriceConfiguration {

	@Bean
	PriceTable priceTable(PriceProperties properties) {
		String file = properties.pricesFile();
		return StringUtils.hasText(file) ? PriceTable.load(new FileSystemResource(file), file) : PriceTable.builtIn();
	}

}

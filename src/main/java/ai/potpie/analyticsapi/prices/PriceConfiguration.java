package ai.potpie.analyticsapi.prices;

import ai.potpie.analyticsapi.settings.SettingException;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.util.StringUtils;

@Configuration(proxyBeanMethods = false)
class PriceConfiguration {

	@Bean
	PriceTable priceTable(PriceProperties properties) {
		String file = properties.pricesFile();
		return StringUtils.hasText(file) ? load(file) : PriceTable.builtIn();
	}

	private static PriceTable load(String file) {
		try {
			return PriceTable.load(new FileSystemResource(file), file);
		}
		catch (PriceFileException ex) {
			throw new SettingException("ANALYTICS_PRICES_FILE is no file of prices. " + ex.getMessage(),
					"Let it name a file in the format of genai-prices' data_slim.json that the user of this service may"
							+ " read, or leave it empty for the prices that come with the service.");
		}
	}

}

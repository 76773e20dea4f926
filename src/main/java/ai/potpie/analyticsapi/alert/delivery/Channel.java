package ai.potpie.analyticsapi.alert.delivery;

import java.net.URI;
import java.util.List;

import ai.potpie.analyticsapi.digest.Sha256;

/**
 * Where alerts go.
 *
 * @param name the name by which rules choose it
 * @param type what its receiver understands
 * @param url the address of the receiver
 * @param secrets the secrets with which webhooks are signed, the current one first
 * @param routingKey the key of a PagerDuty service
 * @param internal whether the address may be of a private network, and without TLS
 */
record Channel(String name, Type type, URI url, List<String> secrets, String routingKey, boolean internal) {

	/** What stands for the address where no secret may be. */
	String fingerprint() {
		return Sha256.hex(this.type + " " + this.url + " " + this.routingKey).substring(0, 32);
	}

	/** Without the secrets, which addresses may be too. */
	@Override
	public String toString() {
		return "channel " + this.name;
	}

	/** What a receiver understands. */
	enum Type {

		WEBHOOK, ALERTMANAGER, SLACK, PAGERDUTY;

		/** Whether the receiver is told when an alert is over. */
		boolean isToldOfTheEnd() {
			return this == ALERTMANAGER || this == PAGERDUTY;
		}

	}

}

package io.redisha.watcher.redis;

import org.eclipse.microprofile.config.spi.Converter;

/** Makes {@link Address} a type of configuration. */
public final class AddressConverter implements Converter<Address> {

    private static final long serialVersionUID = 1L;

    @Override
    public Address convert(String value) {
        return Address.parse(value);
    }
}

// Which weather the service offers.

export interface WeatherPlace {
  id: string;
  /** Degrees north and east. */
  latitude: number;
  longitude: number;
}

export interface WeatherSettings {
  provider: "met" | "open-meteo";
  /** How MET Norway can reach who asks: an e-mail address or a web page, sent as part of the User-Agent. */
  contact: string;
  /** Where the provider is; "" for its own address. */
  url: string;
  places: readonly WeatherPlace[];
}

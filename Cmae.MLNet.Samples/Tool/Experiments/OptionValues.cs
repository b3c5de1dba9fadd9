using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cmae.MLNet.Samples.Tool.Experiments;

/// <summary>Sets the options that a JSON object names, and leaves the others as they are.</summary>
internal static class OptionValues
{
    /// <summary>Sets properties by their names in camel case.</summary>
    /// <exception cref="ArgumentException">There is no such option.</exception>
    /// <exception cref="JsonException">A value is not of the option's type.</exception>
    public static void Apply<T>(JsonObject values, T options, JsonSerializerOptions json)
        where T : class
    {
        foreach ((string key, JsonNode? value) in values)
        {
            PropertyInfo property = typeof(T).GetProperties()
                .FirstOrDefault(candidate => json.PropertyNamingPolicy!.ConvertName(candidate.Name) == key)
                ?? throw new ArgumentException($"'{key}' is not an option of {typeof(T).Name}");
            try
            {
                property.SetValue(options, value.Deserialize(property.PropertyType, json));
            }
            catch (JsonException exception)
            {
                throw new JsonException($"'{key}': {exception.Message}", exception);
            }
        }
    }
}

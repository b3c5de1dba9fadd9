using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Cmae.MLNet.Samples.Tool.Experiments;

/// <summary>Sets the options that a JSON object names, and leaves the others as they are.</summary>
internal static class OptionValues
{
    /// <summary>How the values are written.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Sets properties by their names in camel case.</summary>
    /// <exception cref="ArgumentException">There is no such option, or a file cannot hold its value.</exception>
    /// <exception cref="JsonException">A value is not of the option's type.</exception>
    public static void SetProperties<T>(JsonObject values, T options, JsonSerializerOptions json)
        where T : class
    {
        foreach ((string key, JsonNode? value) in values)
        {
            PropertyInfo property = typeof(T).GetProperties()
                .FirstOrDefault(candidate => json.PropertyNamingPolicy!.ConvertName(candidate.Name) == key)
                ?? throw new ArgumentException($"'{key}' is not an option of {NameOf(typeof(T))}");
            if (!CanBeInFile(property.PropertyType))
                throw new ArgumentException($"'{key}' cannot be set in a file");
            try
            {
                property.SetValue(options, value.Deserialize(property.PropertyType, json));
            }
            catch (JsonException exception)
            {
                throw new JsonException($"'{key}': {exception.Message}", exception);
            }
            catch (TargetInvocationException exception)
            {
                throw new ArgumentException($"'{key}': {exception.InnerException!.Message}", exception);
            }
        }
    }

    private static string NameOf(Type type) => type.DeclaringType is { } outer ? $"{outer.Name}.{type.Name}" : type.Name;

    private static bool CanBeInFile(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var value
        && (value.IsPrimitive || value.IsEnum || value == typeof(string) || value == typeof(TimeSpan) || value == typeof(CmaeArchitecture));
}

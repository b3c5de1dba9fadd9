using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.ML.SearchSpace;

namespace Cmae.MLNet.Featurization;

/// <summary>The pre-training options that a search sweeps: those with an attribute of the search space.</summary>
internal static class SweptOptions
{
    private static readonly PropertyInfo[] s_swept =
    [
        .. typeof(CmaePretrainingOptions).GetProperties().Where(property =>
            property.IsDefined(typeof(RangeAttribute)) || property.IsDefined(typeof(ChoiceAttribute))
            || property.IsDefined(typeof(BooleanChoiceAttribute))),
    ];

    /// <summary>Copies the values of the swept options.</summary>
    /// <returns>The values as text: equal for equal values.</returns>
    public static string Copy(CmaePretrainingOptions from, CmaePretrainingOptions to)
    {
        var values = new JsonObject();
        foreach (PropertyInfo option in s_swept)
        {
            object? value = option.GetValue(from);
            option.SetValue(to, value);
            values[option.Name] = value is Enum name ? name.ToString() : JsonValue.Create(value);
        }
        return values.ToJsonString();
    }
}

using System.Reflection;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet.Runtime;

/// <summary>
/// The few things that ML.NET keeps internal and that a component needs. Every one is read by reflection over the
/// interfaces that the public object implements, and falls back where another version of ML.NET has it no more.
/// </summary>
internal static class MLContextInternals
{
    /// <summary>The environment (log, seed, cancellation) of a catalog such as <c>mlContext.Transforms</c>; a new one where it cannot be had.</summary>
    public static IHostEnvironment EnvironmentOf(object catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return PropertiesOfInterfaces(catalog).FirstOrDefault(p => p.PropertyType == typeof(IHostEnvironment))?.GetValue(catalog) as IHostEnvironment
            ?? new Microsoft.ML.MLContext();
    }

    /// <summary>The seed that the context was created with; null where it has none or it cannot be read.</summary>
    public static int? Seed(IHostEnvironment environment) =>
        PropertiesOfInterfaces(environment).FirstOrDefault(p => p.Name == "Seed" && p.PropertyType == typeof(int?))?.GetValue(environment) as int?;

    /// <summary>Whether the context's execution was canceled; false where it cannot be read.</summary>
    public static bool IsCanceled(IHostEnvironment environment) =>
        PropertiesOfInterfaces(environment).FirstOrDefault(p => p.Name == "IsCanceled" && p.PropertyType == typeof(bool))?.GetValue(environment) is true;

    private static IEnumerable<PropertyInfo> PropertiesOfInterfaces(object instance) =>
        instance.GetType().GetInterfaces().SelectMany(i => i.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance));
}

using System.Reflection;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet.Runtime;

/// <summary>
/// The few things that ML.NET keeps internal and that a component needs. Each is read by reflection over the interfaces that the public object
/// implements, and has a fallback in case another version of ML.NET no longer has it.
/// </summary>
internal static class MLContextInternals
{
    /// <summary>The environment (log, seed, cancellation) of a catalog such as <c>mlContext.Transforms</c>; a new one if it cannot be read.</summary>
    public static IHostEnvironment EnvironmentOf(object catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Property(catalog, p => p.PropertyType == typeof(IHostEnvironment)) as IHostEnvironment ?? new Microsoft.ML.MLContext();
    }

    /// <summary>The seed that the context was created with; null if it has none or it cannot be read.</summary>
    public static int? Seed(IHostEnvironment environment) =>
        Property(environment, p => p.Name == "Seed" && p.PropertyType == typeof(int?)) as int?;

    /// <summary>Whether the context's execution was canceled; false if it cannot be read.</summary>
    public static bool IsCanceled(IHostEnvironment environment) =>
        Property(environment, p => p.Name == "IsCanceled" && p.PropertyType == typeof(bool)) is true;

    private static object? Property(object instance, Func<PropertyInfo, bool> predicate) => instance.GetType().GetInterfaces()
        .SelectMany(i => i.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
        .FirstOrDefault(predicate)?.GetValue(instance);
}

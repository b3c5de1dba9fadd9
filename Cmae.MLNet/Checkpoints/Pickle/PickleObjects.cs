namespace Cmae.MLNet.Checkpoints;

// What a pickle is turned into: null, bool, long, BigInteger, double, string and byte[] stand for themselves, List<object?> for a
// list, object?[] for a tuple, and the types below for the rest.

/// <summary>A class or function that a pickle names. It stays a name: nothing is looked up, loaded or called.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}

/// <summary>What a pickle would build with a class or function that is not known here: its name, no content.</summary>
internal sealed record InertObject(PickleGlobal Origin)
{
    /// <summary>Text or bytes longer than any name, left unread.</summary>
    public static InertObject LongText { get; } = new(new PickleGlobal("builtins", "str"));

    /// <summary>A set: nothing that weights need.</summary>
    public static InertObject Set { get; } = new(new PickleGlobal("builtins", "set"));

    /// <summary>The call of something that is not a function.</summary>
    public static InertObject Unknown { get; } = new(new PickleGlobal("builtins", "object"));
}

/// <summary>A dictionary in its order; later entries win over earlier ones of the same key.</summary>
internal sealed class PickleDictionary
{
    public List<KeyValuePair<object?, object?>> Entries { get; } = [];

    /// <summary>The value of a text key, or null.</summary>
    public object? this[string key] => Entries.FindLast(entry => entry.Key is string text && text == key).Value;
}

/// <summary>Turns persistent ids and calls of known functions into objects; everything else stays inert.</summary>
internal interface IPickleBuilder
{
    /// <summary>The object behind a persistent id.</summary>
    object? Persistent(object? id);

    /// <summary>The result of calling <paramref name="function"/>, or an <see cref="InertObject"/>.</summary>
    object? Call(PickleGlobal function, object?[] arguments);
}

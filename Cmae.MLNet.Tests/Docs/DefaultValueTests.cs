using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Cmae.MLNet.Tests.Docs;

/// <summary>The XML documentation of options says "The default value is …"; if that is a literal or a member, it is the actual default.</summary>
[TestClass]
public sealed partial class DefaultValueTests
{
    private static readonly Assembly s_library = typeof(CmaeEncoder).Assembly;

    public static IEnumerable<Type> OptionTypes => s_library.GetExportedTypes()
        .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && !type.IsAbstract);

    [TestMethod]
    [DynamicData(nameof(OptionTypes))]
    public void DocumentedDefaultsAreTheActualOnes(Type type)
    {
        object options = Activator.CreateInstance(type)!;
        Dictionary<string, XElement> documentation = XDocument.Load(Path.ChangeExtension(s_library.Location, ".xml"))
            .Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);
        int compared = 0;
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            string name = $"P:{property.DeclaringType!.FullName!.Replace('+', '.')}.{property.Name}";
            if (!documentation.TryGetValue(name, out XElement? member) || Documented(member) is not { } documented)
                continue;
            object? value = property.GetValue(options);
            if (value is System.Collections.IEnumerable and not string)
                continue; // several values, in words
            Assert.AreEqual(documented, Text(value), name);
            compared++;
        }
        Assert.IsGreaterThan(0, compared, $"{type} documents no default.");
    }

    [TestMethod]
    [DataRow("<m>The default value is 4e-3, which is much.</m>", "0.004")]
    [DataRow("<m>The default value\n  is \"Label\".</m>", "Label")]
    [DataRow("<m>The default value is null: as it comes.</m>", "null")]
    [DataRow("<m>The default value is <see cref=\"P:Cmae.MLNet.CmaeFreeze.Encoder\"/>.</m>", "Encoder")]
    [DataRow("<m>The default value is 5 minutes.</m>", null)]
    public void LiteralsAndMembersAreRead(string xml, string? expected) => Assert.AreEqual(expected, Documented(XElement.Parse(xml)));

    private static string? Documented(XElement member)
    {
        foreach (XElement see in member.Descendants("see").Where(see => see.Attribute("cref") is not null).ToArray())
            see.Value = '`' + see.Attribute("cref")!.Value + '`';
        Match match = Default().Match(Space().Replace(member.Value, " "));
        if (!match.Success)
            return null;
        string value = match.Groups[1].Value;
        if (value.StartsWith('`'))
            return MemberValue(value.Trim('`'));
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? Text(number) : value.Trim('"');
    }

    /// <summary>The value of a static property as text; the name of a value of an enumeration is its text.</summary>
    private static string? MemberValue(string member)
    {
        (string owner, string name) = (member[2..member.LastIndexOf('.')], member[(member.LastIndexOf('.') + 1)..]);
        return s_library.GetType(owner)?.GetProperty(name, BindingFlags.Static | BindingFlags.Public)?.GetValue(null) is { } value
            ? Text(value)
            : name;
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        CancellationToken token when token == CancellationToken.None => nameof(CancellationToken.None),
        _ => Convert.ToString(value is int ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : value, CultureInfo.InvariantCulture)!,
    };

    [GeneratedRegex("The default value is (null|true|false|\"[^\"]*\"|`[^`]*`|-?[0-9]+(?:\\.[0-9]+)?(?:e-?[0-9]+)?)(?=[.,;:])")]
    private static partial Regex Default();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}

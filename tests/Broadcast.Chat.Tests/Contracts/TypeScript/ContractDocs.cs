using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Broadcast.Chat.Tests.Contracts.TypeScript;

/// <summary>The contracts' documentation as TypeScript comments, from the XML file that the compiler writes.</summary>
internal sealed partial class ContractDocs
{
    private const int Width = 140;
    private readonly Dictionary<string, XElement> _members;

    public ContractDocs(Assembly assembly) =>
        _members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!, StringComparer.Ordinal);

    public string Of(Type type, string indent = "") => Comment($"T:{type.FullName}", indent);

    public string Of(PropertyInfo property, string indent) => Comment($"P:{property.DeclaringType!.FullName}.{property.Name}", indent);

    public string Of(MethodInfo method, string indent)
    {
        var parameters = string.Join(',', method.GetParameters().Select(parameter => Plain(parameter.ParameterType)));
        return Comment($"M:{method.DeclaringType!.FullName}.{method.Name}" + (parameters.Length > 0 ? $"({parameters})" : ""), indent);
    }

    private static string Plain(Type type) =>
        type.IsGenericType
            ? $"{type.GetGenericTypeDefinition().FullName!.Split('`')[0]}{{{string.Join(',', type.GetGenericArguments().Select(Plain))}}}"
            : type.FullName!;

    private string Comment(string member, string indent)
    {
        if (!_members.TryGetValue(member, out var summary))
            return "";

        var text = Blanks().Replace(string.Concat(summary.Nodes().Select(TextOf)), " ").Trim();
        if (indent.Length + text.Length + "/** */ ".Length <= Width)
            return $"{indent}/** {text} */\n";

        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (indent.Length + " * ".Length + lines[^1].Length + word.Length + 1 > Width)
                lines.Add("");
            lines[^1] += lines[^1].Length == 0 ? word : $" {word}";
        }

        return $"{indent}/**\n{string.Concat(lines.Select(line => $"{indent} * {line}\n"))}{indent} */\n";
    }

    private static string TextOf(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => $"`{Name(see.Attribute("cref")!.Value)}`",
        XElement { Name.LocalName: "paramref" } parameter => $"`{parameter.Attribute("name")!.Value}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement other => string.Concat(other.Nodes().Select(TextOf)),
        _ => "",
    };

    /// <summary>The TypeScript name of a cref: properties in camelCase, interfaces without the I.</summary>
    private static string Name(string reference)
    {
        var path = reference[2..].Split('(')[0];
        var name = path[(path.LastIndexOf('.') + 1)..];
        return reference[0] switch
        {
            'P' => Camel(name),
            'T' when name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]) => name[1..],
            _ => name,
        };
    }

    internal static string Camel(string name) => char.ToLower(name[0], CultureInfo.InvariantCulture) + name[1..];

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}

using System.Reflection;
using MentorshipFlow.Api.Http;

namespace MentorshipFlow.Api.Pages.Forms;

/// <summary>How a field is filled in.</summary>
public enum FieldKind
{
    /// <summary>One line.</summary>
    Line,

    /// <summary>Several lines.</summary>
    Text,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>One of known values.</summary>
    Choice,

    /// <summary>Any JSON.</summary>
    Json,

    /// <summary>Fields of its own.</summary>
    Group,

    /// <summary>Several of one kind.</summary>
    Many,
}

/// <summary>A field of a form, from the member of an operation's request.</summary>
/// <param name="Name">As in JSON.</param>
/// <param name="Values">The values of an enum, as in JSON.</param>
/// <param name="Of">The members of a group, or the one element of <see cref="FieldKind.Many"/>.</param>
public sealed record FormField(string Name, FieldKind Kind, bool Required, Type Type, IReadOnlyList<string> Values,
    IReadOnlyList<FormField> Of)
{
    /// <summary>Whether it names a file, which the form takes itself.</summary>
    public bool IsFile => Name == "sha256";

    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>The fields of a request.</summary>
    public static IReadOnlyList<FormField> OfRequest(Type request)
    {
        var constructor = request.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var parameters = constructor.GetParameters();
        List<FormField> fields = [];
        foreach (var p in parameters)
        {
            var field = Make(Json(p.Name!), p.ParameterType, !p.HasDefaultValue && !IsNullable(p));
            fields.Add(p.GetCustomAttribute<NotOfferedAttribute>() is { } not
                ? field with { Values = [.. field.Values.Where(v => v != Json(not.Value))] } : field);
        }

        var named = parameters.Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var p in request.GetProperties().Where(p => p is { CanWrite: true, DeclaringType: { } } && !named.Contains(p.Name)))
            fields.Add(Make(Json(p.Name), p.PropertyType, false));
        // Ids that the program makes itself if they are absent.
        return [.. fields.Where(f => f.Name != "id" || f.Required)];
    }

    private static FormField Make(string name, Type declared, bool required)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(PrivateText) || (type == typeof(InstitutionalText) && name == "text")) return Plain(FieldKind.Text);
        if (type == typeof(string) || type == typeof(InstitutionalText) || type == typeof(Guid) || type == typeof(Uri))
            return Plain(FieldKind.Line);
        if (type == typeof(DateOnly)) return Plain(FieldKind.Day);
        if (type == typeof(bool)) return Plain(FieldKind.Flag);
        if (type == typeof(int) || type == typeof(long) || type == typeof(decimal)
            || type == typeof(double)) return Plain(FieldKind.Number);
        if (type.IsEnum) return new(name, FieldKind.Choice, required, type, [.. Enum.GetNames(type).Select(Json)], []);
        if (Element(type) is { } element) return new(name, FieldKind.Many, required, type, [], [Make(name, element, true)]);
        if (type.IsClass && type != typeof(object) && type.Namespace!.StartsWith("MentorshipFlow", StringComparison.Ordinal)
            && !type.IsAbstract && type.GetConstructors().Length > 0)
            return new(name, FieldKind.Group, required, type, [], OfRequest(type));
        return Plain(type.IsValueType && type.Namespace!.StartsWith("MentorshipFlow", StringComparison.Ordinal) ? FieldKind.Line
            : FieldKind.Json);

        FormField Plain(FieldKind kind) => new(name, kind, required, type, [], []);
    }

    private static Type? Element(Type type) => type != typeof(string) && type.IsGenericType
        && type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            is { } many && !typeof(System.Collections.IDictionary).IsAssignableFrom(type) ? many.GetGenericArguments()[0] : null;

    private static bool IsNullable(ParameterInfo p) => Nullability.Create(p).ReadState == NullabilityState.Nullable;

    private static string Json(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Api.Http;

/// <summary>
/// JSON of requests and answers: camelCase, absent values omitted, enums as camelCase strings, dates as yyyy-MM-dd, UUIDs with hyphens.
/// </summary>
public static class ApiJson
{
    /// <summary>The maximum nesting of arrays and objects.</summary>
    public const int MaxDepth = 32;

    /// <summary>Strict options: unknown, duplicate and missing members are refused.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(CanonicalJson.Options)
        {
            MaxDepth = MaxDepth,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            NumberHandling = JsonNumberHandling.Strict,
        };
        options.MakeReadOnly();
        return options;
    }
}

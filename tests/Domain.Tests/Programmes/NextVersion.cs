using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Definitions;
using System.Text.Json.Nodes;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>Version 2 of the definition without people, with one change.</summary>
internal static class NextVersion
{
    public static Definition Where(string place, string value)
    {
        var text = JsonNode.Parse(TargetModel.WithoutPeople.Text)!.With("/version", "2").With(place, value).ToJsonString();
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return Assert.IsType<Reading<Definition>.Accepted>(DefinitionReader.Read(text, digest, Rules.Known)).Value;
    }
}

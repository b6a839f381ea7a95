using System.ComponentModel.DataAnnotations;

namespace MentorshipFlow.Definitions;

/// <summary>The two contours of support (M61): partners outside, actors inside.</summary>
public sealed record ContoursDefinition(
    [property: MinLength(1)] IReadOnlyList<ContourMember> External, [property: MinLength(1)] IReadOnlyList<ContourMember> Internal);

/// <summary>One kind of partner (M62..M68) or of actor (M69..M74).</summary>
public sealed record ContourMember(string Code, Wording Title, IReadOnlyList<string> Rows);

/// <summary>A way of informing about the programme (M91..M96).</summary>
public sealed record OutreachChannelDefinition(string Code, Wording Title, IReadOnlyList<string> Rows);

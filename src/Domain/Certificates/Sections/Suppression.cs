using MentorshipFlow.Programmes.Surveys;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Numbers about so few persons that they could be recognised are withheld in the public version.</summary>
/// <param name="Public">Whether this is the public version.</param>
internal readonly record struct Suppression(bool Public)
{
    /// <summary>Printed in the place of a number that is withheld.</summary>
    public const string Withheld = "скрыто: менее 3 лиц";

    /// <summary>Whether a number about so many persons is withheld.</summary>
    public bool Hides(int persons) => Public && persons < SurveySummary.Least;

    /// <summary>For each number of a list whose total is printed, whether it is withheld; all are if the total would give one
    /// away.</summary>
    /// <param name="persons">About how many persons each number is.</param>
    public IReadOnlyList<bool> Cells(IReadOnlyList<int> persons) =>
        !Public ? [.. persons.Select(_ => false)]
        : SmallCells.Hide(persons) is { } cells ? [.. cells.Select(c => c is null)]
        : [.. persons.Select(_ => true)];
}

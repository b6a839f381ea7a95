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
}

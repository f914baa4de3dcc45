import { describeCases } from '../__fixtures__/checkCases';
import { secretRotationCases } from './secretRotation.cases';

describeCases(secretRotationCases);
